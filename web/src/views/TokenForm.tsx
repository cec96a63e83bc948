import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { Logo } from "./Logo.tsx";
import classes from "./TokenForm.module.css";

export interface TokenFormProps {
  /** Whether the server has refused a token already. */
  readonly refused: boolean;
  readonly onToken: (token: string) => void;
}

/** Asks for the token that the server was started with. */
export default function TokenForm({ refused, onToken }: TokenFormProps) {
  const [token, setToken] = useState("");
  return (
    <main className={classes.page} id="main">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onToken(token.trim());
        }}
      >
        <Logo size={40} />
        <h1>This Toposcope asks for its token</h1>
        <p className="muted">It is the secret the server was started with: --token or TOPOSCOPE_TOKEN.</p>
        <PasswordInput
          label="Token"
          autoFocus
          value={token}
          autoComplete="current-password"
          error={refused ? "The server refused this token." : undefined}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Button type="submit" disabled={token.trim() === ""}>
          Go on
        </Button>
      </form>
    </main>
  );
}
