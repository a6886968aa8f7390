import { hostileProperties } from "./hostile-properties";

hostileProperties(500);
