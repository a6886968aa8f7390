import type { LoggedRequest } from "../../emulator";
import { interesting, lastOperation, markedLines } from "../../testing/demo/engine-output";
import { changes, inOneLine, looks, refused, table } from "../../testing/demo/request-log";
import { commandLine } from "../../testing/demo/shell-text";
import { Terminal } from "../../testing/demo/terminal";

const request = (method: string, operationId: string, status: number, auth: LoggedRequest["auth"]) =>
  ({ method, operationId, status, auth, path: "", query: {}, at: "", ms: 0 }) satisfies LoggedRequest;

const requests = [
  request("GET", "listOrgApiKeys", 401, "none"),
  request("GET", "listOrgApiKeys", 200, "digest"),
  request("POST", "createOrgApiKey", 200, "digest"),
  request("PATCH", "updateOrgApiKey", 401, "none"),
  request("PATCH", "updateOrgApiKey", 401, "digest"),
  request("GET", "listOrgApiKeys", 0, "digest"),
];

describe("the demo's description of requests", () => {
  it("distinguishes writes, reads, rejected requests and challenges", () => {
    expect(changes(requests)).toEqual(["createOrgApiKey 200", "updateOrgApiKey 401"]);
    expect(looks(requests)).toEqual(["listOrgApiKeys 200", "listOrgApiKeys 0"]);
    expect(refused(requests)).toEqual(["updateOrgApiKey 401", "listOrgApiKeys 0"]);
  });

  it("names them in one line", () => {
    expect(inOneLine(requests)).toBe(
      "listOrgApiKeys (2), createOrgApiKey, updateOrgApiKey, 2 Digest challenges",
    );
    expect(inOneLine([])).toBe("nothing");
  });

  it("counts them in a table by operation and status, challenges last", () => {
    expect(table(requests.slice(0, 5))).toEqual([
      "operation           count  status",
      "listOrgApiKeys          1  200",
      "createOrgApiKey         1  200",
      "updateOrgApiKey         1  401",
      "(Digest challenge)      2  401",
      "in all                  5",
    ]);
  });
});

describe("the interesting part of the engine's output", () => {
  it("of an update is what became of the resources, the outputs and the counts", () => {
    const output = `Updating (demo):

 +  pulumi:pulumi:Stack quickstart-demo creating (0s)\u0020
@ updating....
 +  pulumi-nodejs:dynamic/atlas:OrgApiKey deployer creating (0s)\u0020
 +  pulumi-nodejs:dynamic/atlas:OrgApiKey deployer created (0.10s)\u0020
    pulumi-nodejs:dynamic/atlas:OrgApiKey other \u0020
 ~  pulumi-nodejs:dynamic/atlas:OrgApiKey other refresh (0.16s)\u0020
 ~  pulumi-nodejs:dynamic/atlas:OrgApiKey third refresh (0.16s) [diff: ~roles]
 +  pulumi:pulumi:Stack quickstart-demo created (1s)\u0020
Diagnostics:
  pulumi-nodejs:dynamic/atlas:OrgApiKey (deployer):
    warning: listen to this
Resources:
    + 1 created

Duration: 2s
`;
    expect(interesting(output)).toEqual([
      " +  pulumi-nodejs:dynamic/atlas:OrgApiKey deployer created (0.10s)",
      " ~  pulumi-nodejs:dynamic/atlas:OrgApiKey third refresh (0.16s) [diff: ~roles]",
      "Diagnostics:",
      "  pulumi-nodejs:dynamic/atlas:OrgApiKey (deployer):",
      "    warning: listen to this",
      "Resources:",
      "    + 1 created",
    ]);
    expect(lastOperation(output)).toBe("OrgApiKey third refresh");
  });

  it("of a diff has every line that marks a change", () => {
    const output = `~ pulumi:pulumi:Stack: (refresh)
    [urn=urn:x]
      ~ roles    : [
            [0]: "A"
          ~ [1]: "B" => "C"
          - [2]: "D"
        --outputs:--
    +-dynamic/atlas:OrgApiKey: (replace)
`;
    expect(markedLines(output)).toEqual([
      "~ pulumi:pulumi:Stack: (refresh)",
      "~ roles: [",
      '~ [1]: "B" => "C"',
      '- [2]: "D"',
      "+-dynamic/atlas:OrgApiKey: (replace)",
    ]);
  });
});

describe("the demo's screen", () => {
  const print = (isTTY: boolean, use: (terminal: Terminal) => void) => {
    let text = "";
    use(new Terminal({ isTTY, write: (more) => (text += more) }));
    return text;
  };

  it("has colours and progress on a terminal only", () => {
    const use = (terminal: Terminal) => {
      terminal.quote([" +  one created", "--outputs:--"]);
      terminal.busy(() => "")();
    };
    expect(print(false, use)).toBe("         +  one created\n        --outputs:--\n");
    expect(print(true, use)).toContain("\x1b[32m +  one created\x1b[39m\n        --outputs:--\n");
  });

  it("shows commands as they can be typed, without secrets", () => {
    expect(commandLine(["pulumi", "config", "set", "a", "it's"])).toBe("pulumi config set a 'it'\\''s'");
    expect(commandLine(["pulumi", "--plaintext", "a=b", "--secret", "key=hidden"])).toBe(
      "pulumi --plaintext a=b --secret key=[secret]",
    );
  });
});
