package dev.arrway.domain.match;

/**
 * One of the names of a work.
 *
 * @param work what it names
 * @param full the name as {@link TitleText#full}
 * @param main whether it is the title shown, not an alternate one
 * @param stripped whether a country or year was cut off its end, which upstreams write to tell
 *     namesakes apart: without either, such a name says too little
 */
record Variant(Work work, String full, boolean main, boolean stripped) {}
