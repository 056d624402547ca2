import "./deploy-result.css";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { DeployedSession } from "#engine/protocol/rest/flows.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { shortId } from "../ui/format.ts";
import { useFocusFirst } from "../ui/use-focus-first.ts";

/** What became of each live session. */
export function DeployResult(props: {
  readonly revision: number;
  readonly sessions: readonly DeployedSession[];
  onClose(): void;
}) {
  const { revision, sessions, onClose } = props;
  const first = useFocusFirst<HTMLButtonElement>();
  const t = useText();
  return (
    <div className="deploy-dialog">
      <p>{t("deploy.result.active", { revision })}</p>
      <ul className="deploy-result-sessions">
        {sessions.map((session) => (
          <li key={session.sessionId} data-failed={"failure" in session ? "" : undefined}>
            {"failure" in session ? (
              <TriangleAlert size={16} aria-hidden />
            ) : (
              <CircleCheck size={16} aria-hidden />
            )}
            <code>{shortId(session.sessionId)}</code>
            <span>
              <SessionWords session={session} />
            </span>
          </li>
        ))}
      </ul>
      <div className="deploy-dialog-actions">
        <Button look="primary" size="small" ref={first} onClick={onClose}>
          {t("app.close")}
        </Button>
      </div>
    </div>
  );
}

function SessionWords({ session }: { readonly session: DeployedSession }) {
  const t = useText();
  if ("failure" in session) {
    const { message, hint, code } = session.failure;
    return (
      <>
        {t("deploy.result.failed")} {message} {hint} <code>{code}</code>
      </>
    );
  }
  const { kept, tuned, restarted, added, removed } = session;
  const named = [
    ["restarted", restarted],
    ["tuned", tuned.map(({ nodeId }) => nodeId)],
    ["added", added],
    ["removed", removed],
  ] as const;
  const changes = named.filter(([, ids]) => ids.length > 0);
  return (
    <>
      {t("deploy.result.goesOn", { count: kept.length })}
      {changes.map(([effect, ids]) => `; ${t(`deploy.effect.${effect}`)}: ${ids.join(", ")}`)}
    </>
  );
}
