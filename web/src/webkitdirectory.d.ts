import "react";

declare module "react" {
  interface InputHTMLAttributes<T> {
    /** Lets an input choose folders; every browser knows it, the standard does not. */
    webkitdirectory?: T extends HTMLElement ? "" : never;
  }
}
