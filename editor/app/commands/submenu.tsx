import { ChevronRight } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

/** A menu that opens beside its line in another menu. */
export function Submenu({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-box-item">
        <span className="menu-box-tick" />
        {title}
        <ChevronRight className="menu-box-end" size={14} aria-hidden />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent
          className="menu-box"
          sideOffset={2}
          alignOffset={-5}
          collisionPadding={8}
          loop
        >
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
