// PMTiles as a classic script, loaded only where the user has such map layers.
import { PMTiles, Protocol } from "pmtiles";

globalThis.pmtiles = { PMTiles, Protocol };
