/** One deliberate defect: a text in one file, its replacement, and the tests that must then fail. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Parts of the paths of the test files that are run. */
  readonly tests: string;
}

/** Defects that would cost a user a key, a role or an outage, each with the tests that detect it. */
export const mutations: readonly Mutation[] = [
  {
    name: "a refresh loses the private key",
    file: "provider/core/read.ts",
    find: "    ...definition.outputs.filter(({ traits }) => traits.createOnlyOutput || traits.stateOnly),\n",
    replace: "",
    tests: "test/contract/",
  },
  {
    name: "401 is taken for gone",
    file: "provider/atlas/error-kinds.ts",
    find: 'if (status === 401) return "credentials";',
    replace: 'if (status === 401) return "gone";',
    tests: "test/contract/",
  },
  {
    name: "a missing project is taken for a missing assignment",
    file: "provider/atlas/error-kinds.ts",
    find: 'GROUP_NOT_FOUND: "container-missing"',
    replace: 'GROUP_NOT_FOUND: "gone"',
    tests: "faults/guarantees",
  },
  {
    name: "a POST is repeated after a reset",
    file: "provider/http/retry-policy.ts",
    find: 'outcome.permanent || (outcome.requestSent && method === "POST") ? undefined : "failure"',
    replace: 'outcome.permanent ? undefined : "failure"',
    tests: "http/retry",
  },
  {
    name: "a POST is repeated after a 500",
    file: "provider/http/retry-policy.ts",
    find: 'return method === "POST" && outcome.tokenRejected !== true ? undefined : "failure";',
    replace: 'return "failure";',
    tests: "http/retry",
  },
  {
    name: "a listing ends after its first page",
    file: "provider/atlas/paging.ts",
    find: "if (isLast(page, seen)) return",
    replace: "if (seen >= 0) return",
    tests: "faults/guarantees",
  },
  {
    name: "roles of other projects are taken for this one's",
    file: "provider/atlas/roles.ts",
    find: '(scope === "organization" ? item.orgId : item.groupId) === id,',
    replace: '(scope === "organization" ? item.orgId : item.groupId) !== undefined,',
    tests: "atlas/roles",
  },
  {
    name: "an update goes to another project's assignment",
    file: "provider/resources/project-api-key-assignment/resource.ts",
    find: "    await replaceRoles(context, path, inputs.roles);\n  },\n",
    replace:
      '    await replaceRoles(context, { ...path, projectId: "5f0000000000000000000011" }, inputs.roles);\n  },\n',
    tests: "test/contract/",
  },
  {
    name: "a change of the description sends the roles too",
    file: "provider/atlas/api-keys/content.ts",
    find: '...(changed.has("roles") ? { roles: content.roles } : {}),',
    replace: "roles: content.roles,",
    tests: "faults/guarantees",
  },
  {
    name: "ORG_MEMBER, which Atlas adds by itself, is drift",
    file: "provider/atlas/api-keys/content.ts",
    find: 'return roles.filter((role) => role !== "ORG_MEMBER");',
    replace: "return roles;",
    tests: "faults/guarantees",
  },
  {
    name: "the order of roles is a difference",
    file: "provider/core/inputs.ts",
    find: "? unique.sort()",
    replace: "? unique",
    tests: "test/contract/",
  },
  {
    name: "Retry-After is ignored",
    file: "provider/http/decode.ts",
    find: 'retryAfterS: parseRetryAfter(firstValue(headers["retry-after"]), now),',
    replace: "retryAfterS: undefined,",
    tests: "http/retry",
  },
  {
    name: "a message prints the caller's private key",
    file: "provider/runtime/caller.ts",
    find: "credentials.publicKey}`;",
    replace: "credentials.privateKey}`;",
    tests: "faults/guarantees",
  },
  {
    name: "destroying deletes an adopted key",
    file: "provider/resources/org-api-key/lockout.ts",
    find: "return state.adopted === true && state.deleteOnDestroy !== true;",
    replace: "return state.adopted === true && state.deleteOnDestroy === true;",
    tests: "faults/guarantees",
  },
  {
    name: "the count of a nonce's uses does not rise",
    file: "provider/http/digest-session.ts",
    find: "active.uses += 1;",
    replace: "active.uses = 1;",
    tests: "http/digest",
  },
  {
    name: "a listing that failed is kept",
    file: "provider/atlas/read-cache.ts",
    find: "if (this.entries.get(key) === entry) this.entries.delete(key);",
    replace: "",
    tests: "faults/guarantees",
  },
  {
    name: "the provider deletes its own key unasked",
    file: "provider/resources/org-api-key/lockout.ts",
    find: "if (state.allowLockout === true || isForgotten(state)) return undefined;",
    replace: "return undefined;",
    tests: "faults/guarantees",
  },
  {
    name: "a key whose creation was not answered is not looked for",
    file: "provider/resources/org-api-key/duplicates.ts",
    find: "if (!isAmbiguous(error)) return error;",
    replace: "return error;",
    tests: "faults/guarantees",
  },
  {
    name: "a key loses its roles in one project before it has those in another",
    file: "provider/atlas/api-keys/reconcile.ts",
    find: "await this.projectRoles.grant(wanted);",
    replace: "await this.projectRoles.remove(wanted);",
    tests: "atlas/complete-keys",
  },
  {
    name: "an access list is emptied before it is filled",
    file: "provider/atlas/access-list/reconcile.ts",
    find: "    await this.add(wanted);\n    await this.remove(wanted);\n",
    replace: "    await this.remove(wanted);\n    await this.add(wanted);\n",
    tests: "atlas/access-list",
  },
  {
    name: "a page of a proxy is taken for Atlas's word",
    file: "provider/atlas/parse-response.ts",
    find: 'bodyKind === "html" || bodyKind === "other"',
    replace: "false",
    tests: "faults/guarantees",
  },
  {
    name: "the emulator does what a reset before should prevent",
    file: "emulator/faults/apply-fault.ts",
    find: '    case "reset-before":\n      return "reset";\n',
    replace: "",
    tests: "emulator/faults",
  },
  {
    name: "the emulator accepts a nonce count twice",
    file: "emulator/auth/digest.ts",
    find: "if ((count > 0 && count <= nonce.usedUpTo) || nonce.usedOutOfOrder.has(count)) return false;",
    replace: "",
    tests: "emulator/digest",
  },
  {
    name: "a missing role is taken for gone",
    file: "provider/atlas/error-kinds.ts",
    find: 'USER_UNAUTHORIZED: "permission",',
    replace: 'USER_UNAUTHORIZED: "gone",',
    tests: "permissions/required-roles",
  },
  {
    name: "the emulator's state without secrets holds private keys",
    file: "emulator/store/to-seed.ts",
    find: "apiKeys: apiKeys.map(({ privateKey: _, ...key }) => key),",
    replace: "apiKeys,",
    tests: "emulator/control",
  },
  {
    name: "a key that its sink did not take is not deleted again",
    file: "provider/atlas/api-keys/private-key.ts",
    find: "if (await deleteCreatedKey(context, { orgId, apiKeyId: key.id }))",
    replace: 'if (key.id !== "")',
    tests: "permissions/private-key-sink",
  },
  {
    name: "a key that its sink did not take stays and is not named",
    file: "provider/atlas/api-keys/private-key.ts",
    find: 'publicKey ?? "not in the response"',
    replace: '"not in the response"',
    tests: "faults/matrix",
  },
  {
    name: "the state holds a private key that went to a sink",
    file: "provider/atlas/api-keys/private-key.ts",
    find: "  return { privateKeyFingerprint };",
    replace: "  return { ...stored, privateKeyFingerprint };",
    tests: "permissions/private-key-sink",
  },
  {
    name: "a private key stays in the state after it was handed to a sink",
    file: "provider/atlas/api-keys/private-key.ts",
    find: "return { privateKey: undefined, ",
    replace: "return { ",
    tests: "faults/matrix",
  },
  {
    name: "a message shows the private key that a sink printed",
    file: "provider/sinks/command.ts",
    find: "const line = redact(printed, secret);",
    replace: 'const line = secret === "" ? redact(printed, secret) : printed.trim();',
    tests: "sinks/command",
  },
  {
    name: "a sink that failed counts as one that has the key",
    file: "provider/sinks/command.ts",
    find: "if (code === 0) return undefined;",
    replace: "if (code !== null) return undefined;",
    tests: "sinks/command",
  },
  {
    name: "a key that is set for an organization counts as nobody's",
    file: "provider/config/key-consumers.ts",
    find: "    ...organizations.flatMap((orgId) =>",
    replace: "    ...[].flatMap((orgId) =>",
    tests: "permissions/lockout",
  },
];
