package org.tresllaves.cli;

import picocli.CommandLine.Command;

/** {@code tresllaves docket}: the panel's work on reports. */
@Command(name = "docket", synopsisSubcommandLabel = "${bundle:label.command}")
final class DocketVerbs extends Group {
}
