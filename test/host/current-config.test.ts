import { stackFlags } from "../../provider/host/dynamic/current-config";

test.each([
  ["pulumi destroy --yes", []],
  ["pulumi destroy --stack dev --yes", ["--stack", "dev"]],
  ["pulumi -s dev refresh", ["--stack", "dev"]],
  ["pulumi up --stack=org/project/dev -C infra", ["--stack=org/project/dev", "--cwd", "infra"]],
  ["pulumi refresh --config-file elsewhere.yaml", ["--config-file", "elsewhere.yaml"]],
  ["pulumi refresh --stack", []],
])("the stack's config is asked for with the flags of `%s`", (command, flags) => {
  expect(stackFlags(command.split(" "))).toEqual(flags);
});
