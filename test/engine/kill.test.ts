import { killSuite } from "../kill/kill-suite";

killSuite(6, 1);
