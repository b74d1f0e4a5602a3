// MapLibre GL as a classic script: pages opened from a folder may load no modules.
import * as maplibregl from "maplibre-gl";

globalThis.maplibregl = maplibregl;
