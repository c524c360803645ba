using System.Reflection;
using System.Text.Json.Serialization;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Everything that a computation is given stands in its key: each field of each inputs type is changed, and another key
/// is expected.</summary>
public sealed class KeyTests
{
    private static readonly SourceLocation Here = new("a.yaml", 1, 1);

    private static readonly PdeSource Pde = new(
        Problems.Catalogue.Resolve("poisson(dim=1)", Here),
        Studies.Catalogues.Networks.Catalogue.Resolve("resnet(width=4, blocks=1)", Here),
        Trials.Catalogue.Resolve("hard", Here),
        Quadratures.Catalogue.Resolve("simpson:20", Here),
        Formulations.Catalogue.Resolve("galerkin", Here)
    );

    /// <summary>Other values of every type that occurs; a type that is missing here fails the test.</summary>
    private static object Other(Type type, object? value, string name) =>
        value switch
        {
            null when type == typeof(ResolvedCall) => Samplers.Catalogue.Resolve("rad(every=5)", Here),
            null when type == typeof(Source) => Pde with { IsPublished = true },
            null when type == typeof(GivenCentre) => new GivenCentre([1, 2], "elsewhere"),
            null when type == typeof(GivenDirections) => new GivenDirections("aa", null!, "file"),
            null when type == typeof(IReadOnlyList<long>) => new long[] { 3 },
            null when type == typeof(IReadOnlyList<string>) => new[] { "other" },
            null when type == typeof(IReadOnlyList<GivenCentre>) => new[] { new GivenCentre([1, 2], "end") },
            null when type == typeof(IReadOnlyList<ComparedSimilarity>) => Array.Empty<ComparedSimilarity>(),
            null when type == typeof(IReadOnlyList<ComparedSpectra>) => Array.Empty<ComparedSpectra>(),
            null when type == typeof(ulong?) => 5UL,
            null when type == typeof(long?) => 5L,
            null when type == typeof(string) => "other",
            ResolvedCall call => AnotherCall(call),
            OptimizerPhases => Phases("adam(rate=0.5)", 7),
            PdeSource source => source with { Precision = Precisions.Catalogue.Resolve("single", Here) },
            AnalyticSource => new AnalyticSource(Objectives.Catalogue.Resolve("two-gaussian", Here), 2),
            TrainedCentre centre => centre with { Step = 77 },
            GivenCentre => new GivenCentre([9, 9], "elsewhere"),
            TrainInputs run => run with { Seed = run.Seed + 1 },
            EarlierTask => new EarlierTask(new string('b', 64), "other"),
            SliceAxis axis => axis with { Count = axis.Count + 1 },
            SliceDirections directions => directions with { Bias = "keep" },
            RoughnessSampling sampling => sampling with { Directions = sampling.Directions + 1 },
            bool flag => !flag,
            int number => number + 1,
            long number => number + 1,
            ulong number => number + 1,
            double number => number + 0.5,
            null when type == typeof(double?) => 0.5,
            string text => text + "x",
            IReadOnlyList<Source> => new Source[] { Pde with { IsPublished = true } },
            IReadOnlyList<long> steps => steps.Append(99L).ToArray(),
            IReadOnlyList<RoughnessSampling> settings => settings.Skip(1).ToArray(),
            IReadOnlyList<EarlierTask> tasks => tasks.Skip(1).ToArray(),
            IReadOnlyList<ComparedVariant> variants => variants.Skip(1).ToArray(),
            IReadOnlyList<ComparedCell> cells => cells.Skip(1).ToArray(),
            IReadOnlyList<ComparedSweep> sweeps => sweeps.Skip(1).ToArray(),
            IReadOnlyList<GivenCentre> => new[] { new GivenCentre([1, 2], "end") },
            _ => throw new InvalidOperationException($"no other value for {name} of {type}: add one to this test"),
        };

    [Fact]
    public void Every_field_of_every_inputs_type_moves_the_key()
    {
        var checkedFields = 0;
        foreach (var (key, inputs) in Examples())
        {
            checkedFields += Check(inputs, inputs, key, rebuilt => rebuilt);
        }
        Assert.InRange(checkedFields, 60, 1000);
    }

    /// <summary>Changes each field of <paramref name="part"/> in turn, and goes into the records among them.</summary>
    private static int Check(object whole, object part, Func<object, string> key, Func<object, object> rebuild)
    {
        var count = 0;
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is null || IsIgnored(property) || IsConstant(property))
            {
                continue;
            }
            var value = property.GetValue(part);
            var changed = Copy(part);
            property.SetValue(changed, Other(property.PropertyType, value, $"{part.GetType().Name}.{property.Name}"));
            Assert.True(
                key(rebuild(changed)) != key(whole),
                $"{part.GetType().Name}.{property.Name} reaches the computation and not the key"
            );
            count++;
            if (value is Source or Centre or SliceDirections or SliceAxis or RoughnessSampling or ComparedVariant)
            {
                count += Check(
                    whole,
                    value,
                    key,
                    inner =>
                    {
                        var outer = Copy(part);
                        property.SetValue(outer, inner);
                        return rebuild(outer);
                    }
                );
            }
        }
        return count;
    }

    /// <summary>Only where a thing lies, or what people call it, is left out of keys: nothing else may be.</summary>
    private static bool IsIgnored(PropertyInfo property)
    {
        if (property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
        {
            return false;
        }
        var name = $"{property.DeclaringType!.Name}.{property.Name}";
        // The identities of a problem and of a quadrature stand in the key: the content of a file, else the text.
        Assert.Contains(
            name,
            (string[])
                [
                    "EarlierTask.Label",
                    "GivenDirections.Set",
                    "GivenDirections.Path",
                    "PdeSource.Problem",
                    "PdeSource.WrittenProblem",
                    "PdeSource.Quadrature",
                    "PdeSource.WrittenQuadrature",
                ]
        );
        return name is not ("PdeSource.Problem" or "PdeSource.Quadrature");
    }

    // The hash of what was given is made from it.
    private static bool IsConstant(PropertyInfo property) => property.DeclaringType == typeof(GivenCentre);

    private static object Copy(object record) =>
        record.GetType().GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance)!.Invoke(record, null)!;

    private static IEnumerable<(Func<object, string> Key, object Inputs)> Examples()
    {
        var train = new EarlierTask(new string('a', 64), "train");
        var centre = new TrainedCentre(train, 5);
        var sampling = new RoughnessSampling(10, 10, 0.01, "filter", "zero");
        var axis = new SliceAxis(-1, 1, 11);
        var directions = new SliceDirections
        {
            Normalize = "filter",
            Bias = "zero",
            Seed = 1,
        };
        var run = new TrainInputs
        {
            Source = Pde,
            Others = [],
            Optimizer = Phases("adam", 10),
            Schedule = Schedules.Catalogue.Resolve("constant", Here),
            Stop = Stops.Catalogue.Resolve("never", Here),
            Record = 5,
            Checkpoints = [0, 10],
            Keep = "last",
            Seed = 1,
            Initializer = Initializers.Catalogue.Resolve("xavier-normal", Here),
        };
        yield return Of(TrainAnalysis.Instance, run);
        yield return Of(StabilityAnalysis.Instance, new StabilityInputs(train, run, 1e-8, 200, 1));
        yield return Of(ProfileAnalysis.Instance, new ProfileInputs(centre, Pde));
        yield return Of(BaselineAnalysis.Instance, new BaselineInputs(Pde.Problem));
        yield return Of(RoughnessAnalysis.Instance, new RoughnessInputs(centre, Pde, sampling, 1));
        yield return Of(
            RoughnessAnalysis.Instance,
            new RoughnessInputs(
                new GivenCentre([1, 2], "point"),
                new AnalyticSource(Objectives.Catalogue.Resolve("muller-brown", Here), 2),
                sampling,
                1
            )
        );
        yield return Of(
            SweepAnalysis.Instance,
            new SweepInputs(centre, Pde, [sampling, sampling with { Radius = 1 }], 1)
        );
        yield return Of(SliceAnalysis.Instance, new SliceInputs(centre, [Pde], directions, 3, axis));
        yield return Of(SpectrumAnalysis.Instance, new SpectrumInputs(centre, Pde));
        yield return Of(DensityAnalysis.Instance, new DensityInputs(centre, Pde, 4, 8, 16, 0.01, 1));
        yield return Of(TraceAnalysis.Instance, new TraceInputs(centre, Pde, "xtrace", 0.01, 100, 1));
        yield return Of(
            CurvaturePathAnalysis.Instance,
            new CurvaturePathInputs(
                centre,
                Pde,
                5,
                100,
                1e-8,
                200,
                1,
                Phases("adam", 10),
                Schedules.Catalogue.Resolve("constant", Here)
            )
        );
        yield return Of(LineAnalysis.Instance, new LineInputs(centre, centre with { Step = 10 }, [Pde], 11));
        yield return Of(SurfaceAnalysis.Instance, new SurfaceInputs(centre, [Pde], directions, axis, axis));
        yield return Of(
            SimilarityAnalysis.Instance,
            new SimilarityInputs(centre, [Pde], 4, 5, 0.5, "filter", "zero", 3, 1)
        );
        yield return Of(
            ConvexityAnalysis.Instance,
            new ConvexityInputs(centre, Pde, directions, axis, axis, 0.5, 4, 3, 5, 1)
        );
        yield return Of(
            ComparisonAnalysis.Instance,
            new ComparisonInputs(
                [new ComparedVariant("a", "a", "ritz", 0, [train])],
                [new ComparedCell("ritz", "a", [train])],
                1,
                [new ComparedSweep("ritz", "a", [train])]
            )
        );

        static (Func<object, string>, object) Of<TInputs, TRecord>(Analysis<TInputs, TRecord> analysis, TInputs inputs)
            where TInputs : class
            where TRecord : class => (changed => analysis.Task((TInputs)changed, "").Key.Hex, inputs);
    }

    private static OptimizerPhases Phases(string text, long steps) =>
        OptimizerPhases.Of(CallSequence.Resolve(Optimizers.Catalogue, text, Here), steps);

    private static ResolvedCall AnotherCall(ResolvedCall call)
    {
        var other = AllCatalogues
            .InOrder.SelectMany(c => c.Signatures.Select(s => (Catalogue: c, Signature: s)))
            .First(e => e.Catalogue.Signatures.Contains(call.Signature) && e.Signature != call.Signature);
        foreach (
            var text in new[]
            {
                other.Signature.Name,
                "early",
                "mlp(width=3, depth=1)",
                "simpson:21",
                "step(every=5, factor=0.5)",
            }
        )
        {
            try
            {
                return other.Catalogue.Resolve(text, Here);
            }
            catch (InputException)
            {
                // An entry that needs options is written out further on in the list.
            }
        }
        throw new InvalidOperationException($"no other call beside '{call.Canonical}': add one to this test");
    }
}
