import { killSuite } from "../../testing/kill-points/suite";

killSuite(72, 1);
