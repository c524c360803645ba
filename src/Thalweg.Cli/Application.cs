using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Thalweg.Cli.Verbs;

namespace Thalweg.Cli;

/// <summary>The program: finds the verb, runs it, and turns every outcome into an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    /// <returns>A value of <see cref="ExitCode"/>; no exception leaves.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal) => Guarded(arguments, terminal.Guarded());

    private static int Guarded(IReadOnlyList<string> arguments, Terminal terminal) =>
        Faults.Guard(terminal, () => Invoke(arguments, terminal));

    private static int Invoke(IReadOnlyList<string> arguments, Terminal terminal)
    {
        Verb[] verbs =
        [
            new DemoVerb(),
            new InitVerb(),
            new CheckVerb(),
            new RunVerb(),
            new ReportVerb(),
            new SlurmVerb(),
            new ShardsVerb(),
            new StatusVerb(),
            new MergeVerb(),
            new ExportVerb(),
            new ListVerb(),
            new TrainVerb(),
            new LossVerb(),
            new EvaluateVerb(),
            new RoughnessVerb(),
            new SliceVerb(),
            new LineVerb(),
            new PathVerb(),
            new TopologyVerb(),
            new EmbedVerb(),
            new HessianVerb(),
            new SaddleVerb(),
            new CensusVerb(),
            new BarriersVerb(),
            new ContinueVerb(),
            new CiteVerb(),
            new CompletionVerb(),
            new SchemaVerb(),
        ];
        if (Suggestions.Of(arguments, verbs) is { } suggestions)
        {
            foreach (var suggestion in suggestions)
            {
                terminal.Output.WriteLine(suggestion);
            }
            return ExitCode.Done;
        }
        var root = new RootCommand(
            "Trains small neural networks to solve partial differential equations and maps the loss landscape they are trained on."
        );
        foreach (var verb in verbs)
        {
            root.Add(verb.Build(terminal));
        }
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((SynchronousCommandLineAction)help.Action!, verbs);
        var parsed = root.Parse(
            arguments,
            // A file name may begin with @.
            new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false }
        );
        if (parsed.Action is ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
        {
            return Usage.Explain(parsed, terminal);
        }
        return parsed.Invoke(
            new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            }
        );
    }

    private sealed class HelpWithExample(SynchronousCommandLineAction standard, IReadOnlyList<Verb> verbs)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            standard.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var verb = verbs.FirstOrDefault(v => v.Name == parseResult.CommandResult.Command.Name);
            output.WriteLine("Example:");
            output.WriteLine($"  {verb?.Example ?? "thalweg run studies/poisson-1d.yaml"}");
            return ExitCode.Done;
        }
    }
}
