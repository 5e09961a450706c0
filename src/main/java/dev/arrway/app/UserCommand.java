package dev.arrway.app;

import dev.arrway.feature.accounts.NewUser;
import dev.arrway.feature.accounts.User;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Role;
import java.io.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounts, without the API. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Manages user accounts without the API, also while a gateway runs.",
    subcommands = {UserCommand.Add.class})
final class UserCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** Adds an account. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Adds an account.",
        "Asks for the password on a terminal, else reads it from standard input. Use the --config"
            + " and --set options of the gateway; it may be running."
      })
  static final class Add implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
        paramLabel = "NAME",
        description = "The user name, 3 to 64 letters, digits, dots, underscores or hyphens.")
    private String name = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        defaultValue = "user",
        description = "admin, user or viewer (default: ${DEFAULT-VALUE}).")
    private String role = "user";

    @Override
    public Integer call() {
      Role given = role();
      ArrwayConfig config = options.load();
      Offline.requireDatabase(config);
      Secret password = password();
      User user =
          Offline.with(
              config, identity -> identity.users().add(new NewUser(name, password, given, true)));
      String place =
          config.database().embedded()
              ? "the data directory " + config.data().dir()
              : "the database of database.uri";
      System.out.println(
          "Added " + user.username() + " as " + given.wireName() + " in " + place + ".");
      return 0;
    }

    private Role role() {
      try {
        return Role.of(role);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec).commandLine(),
            "--role must be admin, user or viewer, not " + role);
      }
    }

    private static Secret password() {
      Console console = System.console();
      if (console != null) {
        return Secret.of(new String(console.readPassword("Password: ")));
      }
      java.util.Scanner input =
          new java.util.Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
      return Secret.of(input.hasNextLine() ? input.nextLine() : "");
    }
  }
}
