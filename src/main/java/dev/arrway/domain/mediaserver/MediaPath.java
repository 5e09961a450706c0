package dev.arrway.domain.mediaserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An absolute path of any host in its parts, without dots, doubled separators or one at its end.
 *
 * @param style how it is written
 * @param parts of a drive path the drive first, such as {@code D:}; of a share the host and the
 *     share's name first
 */
public record MediaPath(Style style, List<String> parts) {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?:[/\\\\].*)?", Pattern.DOTALL);
  private static final Pattern EXTENSION = Pattern.compile(".*\\.([A-Za-z0-9]{2,4})");
  private static final Set<String> VIDEO =
      Set.of(
          "mkv", "mp4", "avi", "m4v", "ts", "m2ts", "mov", "wmv", "mpg", "mpeg", "webm", "iso",
          "flv", "ogm", "vob", "strm", "divx", "3gp");

  public MediaPath {
    parts = List.copyOf(parts);
  }

  /** How a host writes paths. */
  public enum Style {
    /** {@code /a/b}: a backslash is a letter like any other, and case counts. */
    POSIX(0),
    /** {@code D:\a\b}. */
    DRIVE(1),
    /** {@code \\host\share\a}. */
    SHARE(2);

    private final int fixed;

    Style(int fixed) {
      this.fixed = fixed;
    }

    /** Whether the host takes both separators and is blind to case. */
    public boolean windows() {
      return this != POSIX;
    }
  }

  /** Reads a path; empty when it is not absolute, or holds a control character. */
  public static Optional<MediaPath> parse(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    if (text.startsWith("/") && !text.startsWith("//")) {
      return made(Style.POSIX, text.split("/"));
    }
    if (DRIVE.matcher(text).matches()) {
      return made(Style.DRIVE, text.split("[/\\\\]"));
    }
    if (text.startsWith("\\\\")) {
      return made(Style.SHARE, text.split("[/\\\\]"));
    }
    return text.startsWith("//") ? made(Style.POSIX, text.split("/")) : Optional.empty();
  }

  private static Optional<MediaPath> made(Style style, String[] raw) {
    List<String> parts = new ArrayList<>();
    for (String part : raw) {
      if (part.equals("..")) {
        if (parts.size() > style.fixed) {
          parts.remove(parts.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts.size() < style.fixed ? Optional.empty() : Optional.of(new MediaPath(style, parts));
  }

  /**
   * Whether it is this folder or lies in it; {@code /a/movies2} does not lie in {@code /a/movies}.
   */
  public boolean within(MediaPath folder) {
    if (style != folder.style || parts.size() < folder.parts.size()) {
      return false;
    }
    for (int i = 0; i < folder.parts.size(); i++) {
      if (!same(parts.get(i), folder.parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean same(String one, String other) {
    return style.windows() ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  /** What lies at this place below one folder, at the same place below another. */
  public MediaPath moved(MediaPath from, MediaPath to) {
    return new MediaPath(
        to.style,
        Stream.concat(to.parts.stream(), parts.stream().skip(from.parts.size())).toList());
  }

  /** The folder that it lies in; itself when there is none. */
  public MediaPath parent() {
    return parts.size() <= style.fixed
        ? this
        : new MediaPath(style, parts.subList(0, parts.size() - 1));
  }

  /** The folder of a video file; itself when it does not look like one. */
  public MediaPath folder() {
    if (parts.size() <= style.fixed + 1) {
      return this;
    }
    var extension = EXTENSION.matcher(parts.get(parts.size() - 1));
    boolean video =
        extension.matches() && VIDEO.contains(extension.group(1).toLowerCase(Locale.ROOT));
    return video ? parent() : this;
  }

  /** As its host writes it. */
  public String text() {
    return switch (style) {
      case POSIX -> "/" + String.join("/", parts);
      case DRIVE -> parts.size() == 1 ? parts.get(0) + "\\" : String.join("\\", parts);
      case SHARE -> "\\\\" + String.join("\\", parts);
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
