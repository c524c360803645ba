using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Weights;

/// <summary>What parameters are of, as the run that trained them wrote it beside them: canonical texts, any of them null.</summary>
public sealed record WeightDeclaration
{
    private const string Program = "thalweg";

    public string? Problem { get; init; }

    public string? Network { get; init; }

    public string? Trial { get; init; }

    public string? Formulation { get; init; }

    public string? Precision { get; init; }

    /// <summary>The data that the network learned from.</summary>
    public string? Data { get; init; }

    /// <summary>SHA-256 of the file of measured values that the problem names; null where it names none.</summary>
    public string? Measured { get; init; }

    /// <summary>The loss, where it is none of a network.</summary>
    public string? Objective { get; init; }

    /// <summary>Of the program that wrote them; null in files that say none.</summary>
    public string? Version { get; init; }

    /// <summary>The version of this program.</summary>
    public static string OwnVersion { get; } =
        typeof(WeightDeclaration)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    /// <summary>What the parameters of a loss are of.</summary>
    public static WeightDeclaration Of(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parts = source.Parts.ToDictionary(part => part.Key, part => part.Value.Canonical, StringComparer.Ordinal);
        var declaration = From(parts) with { Version = OwnVersion };
        // The file may be read from another folder, and another time.
        return source is PdeSource pde && Problems.DataOf(pde.Problem) is { } path
            ? declaration with
            {
                Problem = Problems.At(path, pde.Problem).Canonical,
                Measured = Problems.FingerprintOf(pde.Problem),
            }
            : declaration;
    }

    /// <summary>What the metadata of a file say, or null where another program wrote them.</summary>
    public static WeightDeclaration? Of(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return // Early files do not name the program; these keys stood in all of them.
            metadata.GetValueOrDefault("program") == Program
            || metadata.ContainsKey("stopRule") && metadata.ContainsKey("schedule") && metadata.ContainsKey("optimizer")
            ? From(metadata)
            : null;
    }

    /// <summary>What the inputs of a stored training run say.</summary>
    internal static WeightDeclaration OfInputs(JsonObject inputs) =>
        From(
            (inputs["source"] as JsonObject ?? [])
                .Where(member => member.Value?.GetValueKind() == JsonValueKind.String)
                .ToDictionary(member => member.Key, member => member.Value!.GetValue<string>(), StringComparer.Ordinal)
        );

    /// <summary>The same as metadata of a file.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata()
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["program"] = Program,
            ["version"] = OwnVersion,
            ["problem"] = Problem,
            ["network"] = Network,
            ["trial"] = Trial,
            ["formulation"] = Formulation,
            ["precision"] = Precision,
            ["data"] = Data,
            ["measured"] = Measured,
            ["objective"] = Objective,
        };
        return texts.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value!);
    }

    /// <summary>Why the parameters are none of this loss: a sentence for each part that gives them their meaning (problem, network,
    /// trial function) and is another; empty where all agree or nothing is said.</summary>
    /// <param name="place">Of what named the parameters.</param>
    /// <exception cref="InputException">A part is none that this version knows.</exception>
    public IReadOnlyList<string> Contradictions(Source source, SourceLocation place)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source switch
        {
            PdeSource when Objective is not null =>
            [
                $"it holds parameters of the objective {CallText.Show(Objective)}, none of a network",
            ],
            PdeSource pde =>
            [
                .. Differs("problem", Resolve("problem", place), pde.Problem, Problems.IdentityOf),
                .. Differs("network", Resolve("network", place), pde.Network, Catalogues.Networks.NameOf),
                .. Differs("trial", Resolve("trial", place), pde.Trial, call => call.Canonical),
            ],
            DataSource when Objective is not null =>
            [
                $"it holds parameters of the objective {CallText.Show(Objective)}, none of a network",
            ],
            DataSource data =>
            [
                .. Problem is null ? [] : new[] { $"it was saved for problem '{Problem}', but --data names images" },
                .. Differs("network", Resolve("network", place), data.Network, call => call.Canonical),
            ],
            AnalyticSource when Network is not null =>
            [
                $"it holds parameters of the network {CallText.Show(Network)}, but --objective is {source.Label}",
            ],
            AnalyticSource analytic when Objective is not null && CanonicalObjective != analytic.Objective.Canonical =>
            [
                $"it was saved for --objective {CallText.Show(Objective)}, but --objective is '{analytic.Objective.Canonical}'",
            ],
            // Another program may compute the loss of any network; the shapes are all that is known.
            _ => [],
        };
    }

    // A text of an earlier version may have names that are aliases now.
    private string? CanonicalObjective
    {
        get
        {
            try
            {
                return Objective is null ? null : Objectives.Catalogue.Resolve(Objective, default).Canonical;
            }
            catch (InputException)
            {
                return Objective;
            }
        }
    }

    /// <summary>How the training differed from what is looked at, where that changes no meaning; null where it did not.</summary>
    public string? Remark(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is not PdeSource pde)
        {
            return null;
        }
        var parts = new List<string>();
        if (Formulation is { } formulation && formulation != pde.Formulation.Canonical)
        {
            parts.Add($"on {CallText.Show(formulation)}, looked at on '{pde.Formulation.Canonical}'");
        }
        if (Precision is { } precision && precision != pde.Precision.Canonical)
        {
            parts.Add($"in {precision} precision, looked at in {pde.Precision.Canonical}");
        }
        return parts.Count == 0 ? null : $"trained {string.Join("; ", parts)}";
    }

    /// <summary>The checked call of <c>problem</c>, <c>network</c>, <c>trial</c> or <c>formulation</c>, or null where nothing is said of it.</summary>
    /// <exception cref="InputException">This version does not know it.</exception>
    public ResolvedCall? Resolve(string part, SourceLocation place)
    {
        ArgumentNullException.ThrowIfNull(part);
        (string? text, Catalogue catalogue) = part switch
        {
            "problem" => (Problem, (Catalogue)Problems.Catalogue),
            "network" => (Network, Catalogues.Networks.Catalogue),
            "trial" => (Trial, Trials.Catalogue),
            "formulation" => (Formulation, Formulations.Catalogue),
            _ => throw new ArgumentException(
                $"got '{part}', expected problem, network, trial or formulation",
                nameof(part)
            ),
        };
        try
        {
            return text is null ? null
                : part == "problem" ? Known(catalogue.Resolve(text, place), place)
                : catalogue.Resolve(text, place);
        }
        catch (InputException exception)
        {
            throw new InputException(
                $"it was saved by {(Version is null ? "another version" : $"version {Version}")} for the {part} {CallText.Show(text!)}, which this version {OwnVersion} does not "
                    + $"know ({exception.Message}): use that version, or name what it is and add --mismatch warn",
                place,
                exception
            );
        }
    }

    /// <exception cref="InputException">The file of measured values is missing, or another one.</exception>
    private ResolvedCall Known(ResolvedCall problem, SourceLocation place)
    {
        if (Measured is null || Problems.DataOf(problem) is not { } path)
        {
            return problem;
        }
        var isThere = File.Exists(path);
        return isThere && Problems.FingerprintOf(problem) == Measured
            ? problem
            : throw new InputException(
                $"the measured values '{path}' {(isThere ? "were changed" : "are not there any more")}: put back the file whose SHA-256 is {Measured}, or name the problem and add --mismatch warn",
                place
            );
    }

    /// <summary>The same with the file of measured values where a result folder keeps its copy.</summary>
    /// <param name="find">The path of a file by its SHA-256, or null.</param>
    internal WeightDeclaration WithData(Func<string, string?> find)
    {
        const string content = "data=sha256:";
        const int digits = 64;
        if (Problem?.IndexOf(content, StringComparison.Ordinal) is not (>= 0 and var start))
        {
            return this;
        }
        var hash = Problem.Substring(start + content.Length, digits);
        return find(hash) is { } path
            ? this with
            {
                Problem =
                    $"{Problem[..start]}data={CallText.QuoteIfNeeded(path)}{Problem[(start + content.Length + digits)..]}",
                Measured = hash,
            }
            : this;
    }

    private static WeightDeclaration From(IReadOnlyDictionary<string, string> texts) =>
        new()
        {
            Problem = texts.GetValueOrDefault("problem"),
            Network = texts.GetValueOrDefault("network"),
            Trial = texts.GetValueOrDefault("trial"),
            Formulation = texts.GetValueOrDefault("formulation"),
            Precision = texts.GetValueOrDefault("precision"),
            Data = texts.GetValueOrDefault("data"),
            Measured = texts.GetValueOrDefault("measured"),
            Objective = texts.GetValueOrDefault("objective"),
            Version = texts.GetValueOrDefault("version"),
        };

    private static IEnumerable<string> Differs(
        string part,
        ResolvedCall? said,
        ResolvedCall given,
        Func<ResolvedCall, string> meaning
    ) =>
        said is null || meaning(said) == meaning(given)
            ? []
            : [$"it was saved for {part} '{said.Canonical}', but --{part} is '{given.Canonical}'"];
}
