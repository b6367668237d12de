/** What of the selection something can be done with. */
import type { GraphDesk } from './desk';

export const some = (desk: GraphDesk): boolean => desk.things.length > 0;
export const several = (desk: GraphDesk): boolean => desk.things.length > 1;
export const any = (desk: GraphDesk): boolean => desk.selection.size > 0;
export const nodesOf = (desk: GraphDesk): string[] =>
  desk.things.filter((id) => desk.graph.nodes.has(id));
export const groupsOf = (desk: GraphDesk): string[] =>
  desk.things.filter((id) => desk.graph.groups.has(id));

/** What can be looked into. */
export const inside = (desk: GraphDesk): string[] =>
  [...desk.selection].filter((id) => desk.graph.cables.has(id) || desk.graph.nodes.has(id));

/** What a node or group is called. */
export function titleOf({ graph }: GraphDesk, id: string): string {
  return (graph.nodes.get(id) ?? graph.groups.get(id))?.title ?? '';
}
