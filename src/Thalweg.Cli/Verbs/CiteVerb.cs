using System.Reflection;
using Thalweg.Studies.Citations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg cite</c>: the references of what a study used.</summary>
internal sealed class CiteVerb : Verb
{
    private readonly Operand target = new("folder", "result folder, or study file", true);

    public override string Name => "cite";

    public override string Description =>
        "Prints the references of the methods that a study uses, and of this program, as BibTeX";

    public override string Example => "thalweg cite results/poisson-1d > methods.bib";

    protected override IReadOnlyList<Operand> Operands => [target];

    protected override int Run(Invocation invocation)
    {
        var given = invocation.Operand(target)!;
        var path = Directory.Exists(given) ? Path.Combine(given, "study.yaml") : given;
        if (!File.Exists(path))
        {
            throw new InputException(
                $"{CallText.Show(given)} is neither a study file nor a folder with a study.yaml; give a folder that 'thalweg run' has written"
            );
        }
        var keys = StudyCitations.Of(StudyReader.ReadFile(path, invocation.Programs));
        if (invocation.IsJson)
        {
            new Outcome
            {
                { "references", keys },
                { "bibtex", keys.Select(Bibliography.Entry).Append(Program()).ToArray() },
            }.Print(invocation);
            return ExitCode.Done;
        }
        foreach (var entry in keys.Select(Bibliography.Entry).Append(Program()))
        {
            invocation.Terminal.Output.WriteLine(entry);
            invocation.Terminal.Output.WriteLine();
        }
        return ExitCode.Done;
    }

    private static string Program()
    {
        var version = typeof(CiteVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        return $$"""
            @software{Thalweg,
              author  = {{{"{The Thalweg authors}"}}},
              title   = {Thalweg: training and loss landscapes of neural networks for partial differential equations},
              version = {{{version.InformationalVersion}}}
            }
            """;
    }
}
