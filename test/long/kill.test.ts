import { killSuite } from "../kill/kill-suite";

killSuite(72, 1);
