import { killSuite } from "../kill/kill-suite";

killSuite(60, 1);
