import "./search-list.css";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { fuzzySearch } from "./fuzzy.ts";

/** At most so many lines are shown: nobody reads further, and 500 nodes would be slow to type over. */
const shownAtMost = 60;

/** One line of a {@link SearchList}. */
export interface SearchItem {
  readonly id: string;
  /** Heading that it stands under. */
  readonly group: string;
  readonly title: string;
  /** Said behind the title, muted. */
  readonly detail?: string;
  /** Further words that find it. */
  readonly keywords?: readonly string[];
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  readonly disabled?: boolean;
  onChoose(): void;
}

/** A field to search by, and what it finds in groups: arrows move, Enter chooses. For dialogs with look `search`. */
export function SearchList(props: {
  readonly label: string;
  readonly placeholder: string;
  /** Shown when nothing is found. */
  readonly empty: string;
  readonly items: readonly SearchItem[];
}) {
  const { label, placeholder, empty, items } = props;
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const found = fuzzySearch(query, items, ({ title, detail = "", keywords = [] }) => [
    title,
    keywords.join(" "),
    detail,
  ]).slice(0, shownAtMost);
  const groups = Map.groupBy(found, ({ group }) => group);
  return (
    <Command className="search-list" label={label} shouldFilter={false} vimBindings={false} loop>
      <div className="search-list-head">
        <Search size={16} aria-hidden />
        <Command.Input ref={input} placeholder={placeholder} value={query} onValueChange={setQuery} />
      </div>
      <Command.List className="search-list-items" label={label}>
        {found.length === 0 && <div className="search-list-empty">{empty}</div>}
        {[...groups].map(([heading, each]) => (
          <Command.Group key={heading} heading={heading}>
            {each.map((item) => (
              <SearchLine key={item.id} item={item} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function SearchLine({ item }: { readonly item: SearchItem }) {
  return (
    <Command.Item
      className="search-list-item"
      value={item.id}
      disabled={item.disabled ?? false}
      onSelect={() => item.onChoose()}
    >
      {item.icon}
      <span className="search-list-title">{item.title}</span>
      {item.detail !== undefined && <span className="search-list-detail">{item.detail}</span>}
      {item.end !== undefined && <span className="search-list-end">{item.end}</span>}
    </Command.Item>
  );
}
