import { killSuite } from "../../testing/kill-points/suite";

killSuite(8, 1);
