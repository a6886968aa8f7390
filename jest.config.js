/** Quick tests (no engine), engine tests (a real Pulumi engine, slower), the package in all the ways to install it, pipelines. */
const base = {
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/testing/openapi/setup.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/examples/.*/node_modules"],
};
module.exports = {
  projects: [
    {
      ...base,
      displayName: "quick",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "<rootDir>/test/engine/",
        "<rootDir>/test/install/",
        "<rootDir>/test/long/",
        "<rootDir>/test/pipelines/",
        "<rootDir>/dist/",
      ],
    },
    { ...base, displayName: "engine", testMatch: ["<rootDir>/test/engine/**/*.test.ts"] },
    { ...base, displayName: "install", testMatch: ["<rootDir>/test/install/**/*.test.ts"] },
    { ...base, displayName: "pipelines", testMatch: ["<rootDir>/test/pipelines/**/*.test.ts"] },
    { ...base, displayName: "long", testMatch: ["<rootDir>/test/long/**/*.test.ts"] },
  ],
};
