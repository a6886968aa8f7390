// The provider of no-op.js. Its create waits as long as one request takes where BENCH_WAIT_MS says so, which the
// engine's parallelism then overlaps as it overlaps requests.
const wait = () => new Promise((resolve) => setTimeout(resolve, Number(process.env.BENCH_WAIT_MS ?? 0)));
const unchanged = async () => ({ changes: false });
const same = async (id, props) => ({ id, props });

exports.key = {
  diff: unchanged,
  read: same,
  create: async ({ __provider, ...inputs }) => {
    await wait();
    const apiKeyId = Buffer.from(inputs.description.padStart(12, "x").slice(-12)).toString("hex");
    const made = { apiKeyId, publicKey: "abcdefgh", privateKey: "11111111-1111-4111-8111-111111111111" };
    return { id: `${inputs.orgId}/${apiKeyId}`, outs: { ...inputs, ...made } };
  },
};

exports.grant = {
  diff: unchanged,
  read: same,
  create: async ({ __provider, ...inputs }) => {
    await wait();
    return { id: `${inputs.projectId}/${inputs.apiKeyId}`, outs: inputs };
  },
};
