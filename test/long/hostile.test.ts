import { hostileProperties } from "../faults/hostile-properties";

jest.setTimeout(600_000);
hostileProperties(10_000);
