import fc from "fast-check";
import { entryProblem, normalised, unusualEntryWarning } from "../../provider/atlas/access-list/addresses";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  [" 192.0.2.1 ", "192.0.2.1"],
  ["192.0.2.1/32", "192.0.2.1"],
  ["192.0.2.0/24", "192.0.2.0/24"],
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:0db8::0001/128", "2001:db8::1"],
  ["2001:0db8:0000::/48", "2001:db8::/48"],
  ["::/0", "::/0"],
  ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
])("%s is normalized to %s", (given, spelling) => {
  expect(entryProblem(given)).toBeUndefined();
  expect(normalised(given)).toBe(spelling);
  expect(normalised(spelling)).toBe(spelling);
});

test.each([
  ["", "is neither an IP address nor a CIDR block"],
  ["192.0.2", "is neither an IP address nor a CIDR block"],
  ["3221225985", "is neither an IP address nor a CIDR block"],
  ["0xc0.0.2.1", "is neither an IP address nor a CIDR block"],
  ["192.0.2.1/24/8", "is neither an IP address nor a CIDR block"],
  ["fe80::1%eth0", "is neither an IP address nor a CIDR block"],
  ["2001:db8::1::2", "is neither an IP address nor a CIDR block"],
  ["192.0.2.0/", "has no prefix between 0 and 32"],
  ["192.0.2.0/-1", "has no prefix between 0 and 32"],
  ["192.0.2.0/024", "has no prefix between 0 and 32"],
  ["192.0.2.0/255.255.255.0", "has no prefix between 0 and 32"],
  ["::ffff:192.0.2.0/120", 'write "192.0.2.0"'],
  ["2001:db8::5/64", 'write "2001:db8::/64" for the block or "2001:db8::5" for the address'],
])("%s is rejected: it %s", (given, says) => {
  expect(entryProblem(given)).toContain(`${JSON.stringify(given)} `);
  expect(entryProblem(given)).toContain(says);
  expect(normalised(given)).toBe(given);
});

const block = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => `${address}/${prefix}`);

test("both corrections in the message for a rejected block are accepted", () => {
  fc.assert(
    fc.property(block, (given) => {
      const problem = entryProblem(given);
      if (problem === undefined) return expect(normalised(given)).toBe(given.replace("/32", ""));
      const [asBlock, asAddress] = [...problem.matchAll(/"([^"]+)" for/g)].map(([, text = ""]) => text);
      expect(normalised(asBlock ?? "")).toBe(asBlock);
      expect(entryProblem(asBlock ?? "")).toBeUndefined();
      expect(given.startsWith(`${asAddress}/`)).toBe(true);
    }),
  );
});

test("all spellings of an IPv6 address are equal", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (parts) => {
      const long = parts.map((part) => part.toString(16).padStart(4, "0")).join(":");
      const short = parts.map((part) => part.toString(16).toUpperCase()).join(":");
      if (entryProblem(long) !== undefined) return;
      expect(normalised(long)).toBe(normalised(short));
    }),
  );
});

test.each([
  ["0.0.0.0/0", "0.0.0.0/0 allows every address, if Atlas accepts it"],
  ["::/0", "::/0 allows every address, if Atlas accepts it"],
  ["10.1.2.3", "10.1.2.3 is not public, and Atlas sees only public addresses"],
  ["192.168.0.0/16", "192.168.0.0/16 is not public, and Atlas sees only public addresses"],
  ["fd00::1", "fd00::1 is not public, and Atlas sees only public addresses"],
  ["127.0.0.1", "127.0.0.1 is not public, and Atlas sees only public addresses"],
  ["192.0.2.1", undefined],
  ["nonsense", undefined],
])("%s causes the warning: %s", (given, advice) => {
  expect(unusualEntryWarning(given)).toBe(advice);
});
