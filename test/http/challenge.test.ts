import { parseChallenges } from "../../provider/http/challenge";
import { createDigestSigner } from "../../provider/http/digest-response";

const recorded =
  'Digest realm="MMS Public API", domain="", nonce="89FU+zZ06zgKynmobMhdFzhWpORw6cYM", algorithm=MD5, qop="auth", stale=false';

describe("a Digest challenge", () => {
  it("of the real service is parsed completely", () => {
    expect(parseChallenges([recorded])).toEqual({
      kind: "digest",
      challenge: {
        realm: "MMS Public API",
        nonce: "89FU+zZ06zgKynmobMhdFzhWpORw6cYM",
        opaque: undefined,
        algorithm: "MD5",
        algorithmName: "MD5",
        qop: "auth",
        stale: false,
      },
    });
  });

  it("is found among other schemes in one or several headers, SHA-256 before MD5", () => {
    const md5 = 'Digest realm="a, b=\\"c\\"", nonce="1", qop="auth", algorithm=MD5';
    const sha = 'DIGEST Realm="r" , NONCE="2",qop=auth,algorithm=sha-256,stale=TRUE';
    for (const headers of [[`Basic realm="x", ${md5}, ${sha}`], [md5, "Negotiate", sha], [sha, md5]]) {
      expect(parseChallenges(headers)).toMatchObject({
        kind: "digest",
        challenge: { nonce: "2", algorithm: "SHA-256", stale: true },
      });
    }
    expect(parseChallenges([md5])).toMatchObject({ challenge: { realm: 'a, b="c"' } });
  });

  it("is distinguished from no challenge and from an unsupported one", () => {
    expect(parseChallenges([])).toEqual({ kind: "none" });
    expect(parseChallenges(["Bearer error=invalid_token", ""])).toEqual({ kind: "none" });
    expect(parseChallenges(['Digest realm="r", nonce="\u0000"'])).toMatchObject({ kind: "unsupported" });
    expect(parseChallenges(['Digest realm="r", nonce="é"'])).toMatchObject({ kind: "unsupported" });
    expect(parseChallenges(["Digest"])).toMatchObject({ kind: "unsupported" });
  });

  it("is parsed in linear time", () => {
    const nasty = ['"', "\\", ",", " ", "=", 'a="', "a=b,", "Digest ", "\t"].map(
      (bit) => `Digest ${bit.repeat(900)}`,
    );
    const startedAt = performance.now();
    for (const header of [...nasty, "x".repeat(10_000_000)]) parseChallenges([header]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("an Authorization header", () => {
  it("matches the examples in RFC 7616 and RFC 2617", () => {
    const key = { publicKey: "Mufasa", privateKey: "Circle of Life" };
    const challenge = {
      realm: "http-auth@example.org",
      nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
      opaque: "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
      algorithmName: "MD5",
      qop: "auth",
      stale: false,
    } as const;
    const cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    const request = { method: "GET", path: "/dir/index.html", count: 1, cnonce };
    expect(createDigestSigner(key, { ...challenge, algorithm: "MD5" })(request)).toContain(
      'response="8ca523f5e9506fed4657c9700eebdbec"',
    );
    expect(createDigestSigner(key, { ...challenge, algorithm: "SHA-256" })(request)).toContain(
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
    );
  });

  it("escapes quoted strings", () => {
    const answer = createDigestSigner(
      { publicKey: 'a"b\\c', privateKey: "p" },
      {
        realm: 'r"',
        nonce: "n",
        opaque: undefined,
        algorithm: "MD5",
        algorithmName: undefined,
        qop: undefined,
        stale: false,
      },
    )({ method: "GET", path: "/", count: 1, cnonce: "c" });
    expect(answer).toMatch(
      /^Digest username="a\\"b\\\\c", realm="r\\"", nonce="n", uri="\/", response="[0-9a-f]{32}"$/,
    );
  });
});
