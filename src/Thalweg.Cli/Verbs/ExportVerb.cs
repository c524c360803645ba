using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Networks.WeightFiles;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg export</c>: what a result folder holds, in the file forms of other programs.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Operand folder = new("folder", "folder of results that a run has left", true);
    private readonly RunFlags runs = new();
    private readonly Flag target = new(
        new TextOption(
            "to",
            null,
            "file whose ending says what is written: .safetensors or .npz for trained weights",
            "a path that ends in .safetensors or .npz"
        )
    )
    {
        Use = FileUse.Written,
    };

    public override string Name => "export";

    public override string Description => "Writes what a result folder holds in the file forms of other programs";

    public override string Example =>
        "thalweg export results/poisson-1d --variant galerkin --seed 3 --to galerkin-3.safetensors";

    protected override IReadOnlyList<Operand> Operands => [folder];

    protected override IReadOnlyList<Flag> Flags => [.. runs.All, target];

    /// <summary>Nothing of the folder itself may be replaced.</summary>
    protected override IEnumerable<FileClaim> Claims(Invocation invocation) =>
        base.Claims(invocation).Concat(RunFlags.Files(invocation.Operand(folder)!));

    protected override int Run(Invocation invocation)
    {
        var (from, path) = (invocation.Operand(folder)!, invocation.Text(target));
        var form = Path.GetExtension(path).ToLowerInvariant();
        return form switch
        {
            ".safetensors" or ".npz" => Weights(invocation, from, form),
            _ => throw new InputException(
                $"expected {target.Option.Expected}, found {CallText.Show(path)}",
                target.Place
            ),
        };
    }

    private int Weights(Invocation invocation, string from, string form)
    {
        var study = RunFlags.Study(from);
        var run = runs.One(invocation, study);
        var weights = RunWeights.Read(from, run.Variant, run.Seed, runs.Variant.Place);
        if (form == ".safetensors" && weights.Layout is null)
        {
            throw new InputException(
                "the tensors of these parameters are known to the program that computes the loss alone; write them to an .npz file, as one vector",
                target.Place
            );
        }
        using var file = invocation.Output(target);
        file.Write(path =>
        {
            if (form == ".npz")
            {
                NpzFile.Write(path, weights.Arrays, weights.Metadata);
                return;
            }
            WeightFile.WriteSafetensors(path, weights.Layout!, weights.Parameters, weights.Metadata);
        });
        var outcome = new Outcome
        {
            { "out", invocation.Text(target) },
            { "study", study.Name },
            { "variant", run.Variant },
            { "seed", run.Seed },
            { "parameters", weights.Parameters.Length },
            {
                "arrays",
                weights
                    .Arrays.Select(array =>
                        KeyValuePair.Create(
                            array.Key,
                            (object?)
                                string.Join(
                                    'x',
                                    array.Value.Shape.Select(n => n.ToString(CultureInfo.InvariantCulture))
                                )
                        )
                    )
                    .ToArray()
            },
        };
        outcome.Print(invocation);
        return ExitCode.Done;
    }
}
