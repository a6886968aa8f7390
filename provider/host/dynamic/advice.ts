import type { Traits } from "../../core/field";
import type { catalogue as Catalogue } from "../../resources/catalogue.generated";

/** What a resource's own definition advises on one of its inputs. The definitions are loaded when it is asked. */
export function adviceOf(resource: keyof typeof Catalogue, input: string): NonNullable<Traits["advise"]> {
  return (value) => {
    const { catalogue } =
      require("../../resources/catalogue.generated") as typeof import("../../resources/catalogue.generated");
    const field = catalogue[resource].inputs.find(({ name }) => name === input);
    return field?.traits.advise?.(value);
  };
}
