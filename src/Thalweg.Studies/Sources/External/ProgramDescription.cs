using System.Text.Json;
using Thalweg.Numerics.Objectives;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources.External;

/// <summary>What an external program says about its loss, in one line of JSON (docs/external.md).</summary>
public sealed record ProgramDescription
{
    /// <summary>The version of the protocol that is spoken here.</summary>
    public const int Version = 1;

    private const string Gradient = "gradient";
    private const string Products = "products";
    private const string Start = "start";

    private static readonly string[] Offers = [Gradient, Products, Start];
    private static readonly string[] Keys =
    [
        "thalweg",
        "name",
        "parameters",
        "tensors",
        "terms",
        "metrics",
        "lowerBound",
        "residuals",
        "offers",
    ];

    private ProgramDescription() { }

    public required string Name { get; init; }

    /// <summary>The tensors of θ; one row without structure where the program names none.</summary>
    public required ParameterLayout Layout { get; init; }

    /// <summary>Names of the terms; the loss alone where the program names none.</summary>
    public required IReadOnlyList<string> TermNames { get; init; }

    public required IReadOnlyList<string> MetricNames { get; init; }

    public required double? LowerBound { get; init; }

    /// <summary>R, or 0 where the loss is not offered as a sum of squares.</summary>
    public required int ResidualCount { get; init; }

    public required bool OffersGradient { get; init; }

    /// <summary>Whether products with the Hessian are offered.</summary>
    public required bool OffersProducts { get; init; }

    /// <summary>Whether a start for a seed is offered.</summary>
    public required bool OffersStart { get; init; }

    /// <summary>The line itself; processes of one command must agree in it.</summary>
    public required string Line { get; init; }

    /// <summary>Whether the program names the tensors of θ.</summary>
    public bool HasTensors { get; private init; }

    /// <summary>Whether the program names terms; it is not asked for the only one otherwise.</summary>
    internal bool HasTerms { get; private init; }

    /// <exception cref="FormatException">What is wrong, and what is expected.</exception>
    internal static ProgramDescription Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(line, new DescriptionReader(document.RootElement, "the description"));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"it is no JSON object on one line ({exception.Message})", exception);
        }
    }

    private static ProgramDescription Parse(string line, DescriptionReader reader)
    {
        var version = reader.Whole("thalweg", 1, int.MaxValue);
        if (version != Version)
        {
            throw new FormatException(
                $"it speaks version {version} of the protocol, version {Version} is spoken here; write \"thalweg\": {Version}"
            );
        }
        reader.Allow(Keys);
        var parameters = reader.Whole("parameters", 1, int.MaxValue);
        var terms = reader.Has("terms") ? reader.Names("terms") : [];
        var offers = reader.Has("offers") ? reader.Names("offers") : [];
        foreach (var offer in offers.Where(o => !Offers.Contains(o)))
        {
            throw new FormatException(
                $"it offers {CallText.Show(offer)}{Spelling.Suggest(offer, Offers)}, expected some of {string.Join(", ", Offers)}"
            );
        }
        return new ProgramDescription
        {
            Name = reader.Text("name"),
            Layout = reader.Has("tensors")
                ? DescribedTensors.Read(reader.Items("tensors"), parameters)
                : ParameterLayout.Point(parameters),
            TermNames = terms.Count > 0 ? terms : ["loss"],
            HasTerms = terms.Count > 0,
            HasTensors = reader.Has("tensors"),
            MetricNames = reader.Has("metrics") ? reader.Names("metrics") : [],
            LowerBound = reader.Has("lowerBound") ? reader.Number("lowerBound") : null,
            ResidualCount = reader.Has("residuals") ? reader.Whole("residuals", 1, int.MaxValue) : 0,
            OffersGradient = offers.Contains(Gradient),
            OffersProducts = offers.Contains(Products),
            OffersStart = offers.Contains(Start),
            Line = line,
        };
    }
}
