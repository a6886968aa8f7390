import { hostileProperties } from "../../testing/faults/hostile-properties";

hostileProperties(500);
