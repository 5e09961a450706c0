package dev.arrway.platform.event;

/**
 * The range of ids that the log holds for one owner.
 *
 * @param pruned events up to this id are gone
 * @param newest the last id; not below {@code pruned}; 0 when nothing ever happened
 */
public record EventExtent(long pruned, long newest) {
  /** Returns whether the log still holds all events after an id, and the id was assigned by it. */
  public boolean continues(long id) {
    return id >= pruned && id <= newest;
  }
}
