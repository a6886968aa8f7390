import { hostileProperties } from "../../testing/faults/hostile-properties";

jest.setTimeout(600_000);
hostileProperties(10_000);
