// Loaded with `node --require` into the processes of a simulation, so that their clock is the simulated one. No part of the product.
const offsetMs = Number(process.env.ROTATION_CLOCK_OFFSET_MS ?? 0);
const RealDate = Date;

globalThis.Date = class SimulatedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offsetMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + offsetMs;
  }
};
