/**
 * | project     | tests                                                                    |
 * | ----------- | ------------------------------------------------------------------------ |
 * | unit        | in one process, answers in seconds                                       |
 * | emulator    | the emulator's own                                                       |
 * | integration | other processes, a browser, a compiler, tables of many requests          |
 * | engine      | on a real Pulumi engine                                                  |
 * | install     | the package in all the ways to install it                                |
 * | pipelines   | CI pipelines as they are written, with the services they need            |
 * | long        | what takes too long for every change                                     |
 */
const base = {
  testEnvironment: "<rootDir>/testing/openapi/environment.ts",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/testing/openapi/setup.ts"],
  modulePathIgnorePatterns: [
    "<rootDir>/dist/",
    "<rootDir>/emulator/dist/",
    "<rootDir>/examples/.*/node_modules",
  ],
};

const integration = ["browser", "commands", "docs", "faults", "fuzz", "package", "permissions"];
const notUnit = [...integration, "emulator", "engine", "install", "pipelines", "long"];
const folders = (...names) => names.map((name) => `<rootDir>/test/${name}/**/*.test.ts`);

module.exports = {
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: folders("*"),
      testPathIgnorePatterns: notUnit.map((name) => `<rootDir>/test/${name}/`),
    },
    { ...base, displayName: "integration", testMatch: folders(...integration) },
    ...["emulator", "engine", "install", "pipelines", "long"].map((name) => ({
      ...base,
      displayName: name,
      testMatch: folders(name),
    })),
  ],
};
