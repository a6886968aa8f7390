import { TestEnvironment } from "jest-environment-node";
import { exchangeFaults } from "./exchange-faults";

/**
 * Node's environment, and `exchangeFaults` as a global. Jest loads an environment once in each of its worker processes, and all
 * else again for each test file: so the validators of the official document are compiled once, and not in every file.
 */
export default class OpenApiEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { exchangeFaults });
  }
}
