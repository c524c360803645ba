using System.Globalization;
using System.Text.Json.Serialization;
using Thalweg.Formats.Arrays;
using Thalweg.Networks;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Simd;
using Thalweg.Pde;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>The loss of a network as an approximate solution of a problem.</summary>
public sealed partial record PdeSource(
    [property: JsonIgnore] ResolvedCall Problem,
    ResolvedCall Network,
    ResolvedCall Trial,
    [property: JsonIgnore] ResolvedCall Quadrature,
    ResolvedCall Formulation
)
    : Source,
        IStarts,
        IRefinedErrors,
        ICoefficients,
        IFields,
        IFunctions,
        IFailureWarnings,
        IPlans,
        IPoints,
        IFinerQuadratures,
        IGrowth,
        ICopies,
        IProblem
{
    /// <summary>The numbers that losses and gradients are computed with.</summary>
    public ResolvedCall Precision { get; init; } = Precisions.Double;

    /// <summary>How points follow the parameters of a training; null where they stay.</summary>
    public ResolvedCall? Sampler { get; init; }

    /// <summary>Reproduces the Simpson sum of the published Ritz code, which gives x = 0 no weight.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPublished { get; init; }

    /// <summary>The quadrature as it was written, for labels: a file of points may have been found elsewhere. Null where it is the
    /// same.</summary>
    [JsonIgnore]
    public ResolvedCall? WrittenQuadrature { get; init; }

    /// <summary>The problem as it was written, for labels: a file of measured values may have been found elsewhere. Null where it is the
    /// same.</summary>
    [JsonIgnore]
    public ResolvedCall? WrittenProblem { get; init; }

    /// <summary>What keys know of the problem: of measured values their content, not their path.</summary>
    [JsonPropertyName("problem")]
    public string ProblemIdentity => Built(Problem, () => Problems.IdentityOf(Problem));

    /// <summary>What keys know of the quadrature: of a file of points its content, not its path.</summary>
    [JsonPropertyName("quadrature")]
    public string QuadratureIdentity => Built(Quadrature, () => Quadratures.IdentityOf(Quadrature));

    [JsonIgnore]
    public override string Label => Formulation.Brief;

    [JsonIgnore]
    public override IReadOnlyList<SourcePart> Parts =>
        [
            new("formulation", Formulation),
            new("problem", WrittenProblem ?? Problem),
            new("network", Network),
            new("trial", Trial),
            new("quadrature", WrittenQuadrature ?? Quadrature),
            new("precision", Precision),
        ];

    [JsonIgnore]
    public override ParameterLayout Layout
    {
        get
        {
            var problem = Problems.Create(Problem);
            return Catalogues
                .Networks.Create(Network, problem, Trials.Create(Trial, problem), OutputsFor(problem))
                .Layout;
        }
    }

    /// <remarks>A trial function that holds conditions takes them, and the domain, from the problem.</remarks>
    [JsonIgnore]
    public override string Meaning =>
        $"{Catalogues.Networks.NameOf(Network)}{Further} in {Trial.Canonical}{(Trial.Name == Trials.Free ? "" : $" of {Problem.Canonical}")}";

    /// <summary>Outputs where they are not those of the problem.</summary>
    private string Further
    {
        get
        {
            var problem = Problems.Create(Problem);
            var outputs = Catalogues.Networks.OutputsOf(Network, OutputsFor(problem));
            return outputs == problem.Outputs
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" with {outputs} outputs");
        }
    }

    /// <remarks>What a file of points holds is judged when the loss is made.</remarks>
    [JsonIgnore]
    public override IReadOnlyList<InputException> Refusals
    {
        get
        {
            var faults = new List<InputException>();
            try
            {
                var problem = Problems.Create(Problem);
                var network = NetworkOf(problem);
                QuadratureRule? rule = null;
                try
                {
                    rule = Quadratures.ReadsFile(Quadrature) ? null : Rule(problem);
                }
                catch (InputException fault)
                {
                    faults.Add(fault);
                }
                faults.AddRange(
                    PdeObjective
                        .Refusals(
                            problem,
                            network,
                            Trials.Create(Trial, problem),
                            Formulations.Create(Formulation),
                            rule,
                            SamplerOrNull()
                        )
                        .Select(At)
                );
            }
            catch (InputException fault)
            {
                faults.AddRange(fault.All);
            }
            return faults;
        }
    }

    [JsonIgnore]
    public override bool IsInDouble => Precision.Equals(Precisions.Double);

    [JsonIgnore]
    public override Source InDouble => IsInDouble ? this : this with { Precision = Precisions.Double };

    [JsonIgnore]
    public override bool? IsSumOfSquares => Formulations.Create(Formulation).IsSumOfSquares;

    /// <remarks>Errors where an exact solution is known.</remarks>
    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(IRefinedErrors) && Problems.Create(Problem).Exact.Count == 0 ? null
        : typeof(T) == typeof(ICoefficients) && !Problems.Create(Problem).Coefficients.Any(c => c.IsNumber) ? null
        : base.As<T>();

    [JsonIgnore]
    public bool TakesInitializer => true;

    /// <exception cref="InputException">The parts do not fit together, or a file of points is bad.</exception>
    public override PdeObjective Create()
    {
        var problem = Problems.Create(Problem);
        var rule = Rule(problem);
        try
        {
            return new PdeObjective(
                problem,
                NetworkOf(problem),
                Trials.Create(Trial, problem),
                Formulations.Create(Formulation),
                rule,
                new Arithmetic(Precisions.Create(Precision)),
                SamplerOrNull()
            );
        }
        catch (PartsRefusedException exception)
        {
            throw new InputException([.. exception.Refusals.Select(At)]);
        }
    }

    public override SourceSize SizeFor(int threads)
    {
        var problem = Problems.Create(Problem);
        return PdeSize.Of(this, problem, Rule(problem), threads);
    }

    public double[] Start(ResolvedCall? initializer, ulong seed) =>
        Initializers
            .Create(initializer ?? throw new ArgumentNullException(nameof(initializer), "a network starts from a draw"))
            .Draw(Layout, seed);

    public Source WithSampler(ResolvedCall sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        return this with { Sampler = sampler };
    }

    public Source WithoutSampler() => this with { Sampler = null };

    public Source WithQuadrature(ResolvedCall quadrature)
    {
        ArgumentNullException.ThrowIfNull(quadrature);
        return this with { Quadrature = quadrature, WrittenQuadrature = null, Sampler = null };
    }

    private Network NetworkOf(Problem problem) =>
        Built(
            Network,
            () => Catalogues.Networks.Create(Network, problem, Trials.Create(Trial, problem), OutputsFor(problem))
        );

    private int OutputsFor(Problem problem) => Formulations.OutputsFor(Formulation, problem);

    private PointSampler? SamplerOrNull() => Sampler is { } call ? Built(call, () => Samplers.Create(call)) : null;

    private QuadratureRule Rule(Problem problem)
    {
        var rule = Built(Quadrature, () => Quadratures.Create(Quadrature, problem));
        return IsPublished ? Formulations.Create(Formulation).Published(rule) : rule;
    }

    private static T Built<T>(ResolvedCall call, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException exception)
        {
            throw new InputException(InputException.WithoutParameter(exception), call.Location, exception);
        }
        catch (ArrayFormatException exception)
        {
            throw new InputException(exception.Message, call.Location, exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(
                $"there is no such file: {call.Brief}; give the path of one",
                call.Location,
                exception
            );
        }
    }

    /// <summary>A refusal at the place where the part that has to change was written.</summary>
    private InputException At(Refusal refusal)
    {
        var call = refusal.Part switch
        {
            PdePart.Problem => Problem,
            PdePart.Network => Network,
            PdePart.Trial => Trial,
            PdePart.Quadrature => Quadrature,
            PdePart.Sampler when Sampler is not null => Sampler,
            _ => Formulation,
        };
        return new InputException(
            refusal.Message,
            refusal.Option is { } option ? call.LocationOf(option) : call.Location
        );
    }
}
