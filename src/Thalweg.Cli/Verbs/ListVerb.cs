using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg list</c>: what there is.</summary>
internal sealed class ListVerb : Verb
{
    private readonly Operand what = new(
        "what",
        "problems, networks, activations, …; without it, everything in short",
        false,
        [.. AllCatalogues.InOrder.Select(c => c.Plural)]
    );

    public override string Name => "list";

    public override string Description => "Says what there is: every entry with its options, defaults and meaning";

    public override string Example => "thalweg list networks";

    protected override IReadOnlyList<Operand> Operands => [what];

    protected override int Run(Invocation invocation)
    {
        var axis = invocation.Operand(what);
        if (axis is null)
        {
            ListAxes(invocation);
            return ExitCode.Done;
        }
        var catalogue = AllCatalogues.InOrder.FirstOrDefault(c => c.Plural == axis || c.Axis == axis);
        if (catalogue is null)
        {
            var names = AllCatalogues.InOrder.Select(c => c.Plural).ToArray();
            throw new InputException(
                $"nothing to list under {CallText.Show(axis)}{Spelling.Suggest(axis, names)} ({string.Join(", ", names)})"
            );
        }
        if (invocation.IsJson)
        {
            new Outcome
            {
                { catalogue.Plural, catalogue.Signatures.Select(s => Described(catalogue, s)).ToArray() },
            }.Print(invocation);
            return ExitCode.Done;
        }
        var output = invocation.Terminal.Output;
        foreach (var signature in catalogue.Signatures)
        {
            output.WriteLine(signature.Usage);
            output.WriteLine($"    {signature.Description}");
            if (Facts(catalogue, signature) is { } facts)
            {
                output.WriteLine($"    {facts}");
            }
            var width = signature.Options.Select(o => o.Name.Length).DefaultIfEmpty().Max();
            foreach (var option in signature.Options)
            {
                var state =
                    option.Default is { } text ? $"default {text}"
                    : option.IsOptional ? "optional"
                    : "required";
                output.WriteLine(
                    $"    {option.Name.PadRight(width)}  {option.Description}: {option.Expected} ({state})"
                );
            }
        }
        return ExitCode.Done;
    }

    private static void ListAxes(Invocation invocation)
    {
        var outcome = new Outcome();
        foreach (var catalogue in AllCatalogues.InOrder)
        {
            outcome.Add(
                catalogue.Plural,
                invocation.IsJson
                    ? catalogue.Signatures.Select(s => s.Name).ToArray()
                    : string.Join(", ", catalogue.Signatures.Select(s => s.Name))
            );
        }
        outcome.Print(invocation);
    }

    private static ProblemFacts? Facts(Catalogue catalogue, Signature signature) =>
        catalogue == Problems.Catalogue ? ProblemFacts.Of(signature) : null;

    private static Outcome Described(Catalogue catalogue, Signature signature)
    {
        var described = new Outcome
        {
            { "name", signature.Name },
            { "usage", signature.Usage },
            { "description", signature.Description },
        };
        if (Facts(catalogue, signature) is { } facts)
        {
            described.AddRange(facts.Outcome);
        }
        described.Add(
            "options",
            signature
                .Options.Select(o => new Outcome
                {
                    { "name", o.Name },
                    { "expected", o.Expected },
                    { "default", o.Default },
                    { "required", o.IsRequired },
                    { "description", o.Description },
                })
                .ToArray()
        );
        return described;
    }
}
