// What we use of MapLibre GL, as a classic script: pages opened from a folder may load no modules.
import { addProtocol, Map, ScaleControl, setWorkerUrl } from "maplibre-gl";

globalThis.maplibregl = { addProtocol, Map, ScaleControl, setWorkerUrl };
