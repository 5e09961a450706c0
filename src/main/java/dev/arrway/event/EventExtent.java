package dev.arrway.event;

/**
 * What the log holds for one owner.
 *
 * @param pruned events up to this id are gone
 * @param newest the last id; not below {@code pruned}; 0 when nothing ever happened
 */
public record EventExtent(long pruned, long newest) {
  /** Whether everything that came after an id is still there, and the id is no invention. */
  public boolean continues(long id) {
    return id >= pruned && id <= newest;
  }
}
