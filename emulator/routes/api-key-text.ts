import type { ApiKey } from "../store/world";
import { keyBody } from "./api-key";
import type { Answer, Call } from "./route";

interface Head {
  readonly desc: string;
  readonly base: string;
  readonly text: string;
}

/** All of a key's text but its roles, which come in another order each time. */
const heads = new WeakMap<ApiKey, Head>();

/** The compact text of keyBody, of which most is rendered once. */
export function keyText(call: Call, key: ApiKey): string {
  const roles = key.orgRoles.map((roleName) => roleText("orgId", key.orgId, roleName));
  for (const [groupId, names] of key.projectRoles) {
    for (const roleName of names) roles.push(roleText("groupId", groupId, roleName));
  }
  return `${headText(call, key)}${(roles.length > 1 ? call.shuffle(roles) : roles).join(",")}]}`;
}

/** One key as an answer: from its text, where neither pretty print nor envelope is wanted. */
export function keyAnswer(call: Call, key: ApiKey): Answer {
  return call.query.pretty || call.query.envelope
    ? { status: 200, body: keyBody(call, key) }
    : { status: 200, compact: keyText(call, key) };
}

function headText(call: Call, key: ApiKey): string {
  const { base } = call;
  const known = heads.get(key);
  if (known !== undefined && known.desc === key.desc && known.base === base) return known.text;
  const { roles, ...rest } = keyBody(call, key);
  const text = `${JSON.stringify(rest).slice(0, -1)},"roles":[`;
  heads.set(key, { desc: key.desc, base, text });
  return text;
}

function roleText(scope: "orgId" | "groupId", id: string, roleName: string): string {
  return `{"${scope}":"${id}","roleName":${JSON.stringify(roleName)}}`;
}
