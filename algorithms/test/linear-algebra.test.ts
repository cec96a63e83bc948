import { plainLinearAlgebra } from "../src/index.ts";
import { linearAlgebraConforms } from "./conformance/linear-algebra.ts";

linearAlgebraConforms("plain loops", () => plainLinearAlgebra);
