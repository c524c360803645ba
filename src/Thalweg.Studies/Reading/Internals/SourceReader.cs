using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Reads the loss of one variant.</summary>
/// <param name="inputs">Finds the files that the study names.</param>
/// <param name="programs">Owns the processes of losses that other programs compute.</param>
internal sealed class SourceReader(
    StudySection section,
    InputFiles inputs,
    ExternalPrograms programs,
    List<InputException> faults
)
{
    private static readonly string[] Needed = ["problem", "network", "quadrature", "formulation"];

    /// <summary>The source, or null where the faults say what is wrong.</summary>
    public Source? Read() =>
        section.Has("objective") ? Given()
        : section.Has("data") ? OfData()
        : Pde();

    private Source? Given()
    {
        foreach (var key in StudyKeys.Loss.Select(k => k.Name).Append("formulation").Where(k => k != "objective"))
        {
            if (section.Has(key))
            {
                faults.Add(
                    new InputException(
                        $"{key} has no meaning beside objective; leave one of the two out",
                        section.LocationOf(key)
                    )
                );
            }
        }
        return section.Call("objective") is { } call ? section.Collect(() => Of(call)) : null;
    }

    private Source Of(ResolvedCall call)
    {
        var place = inputs.FolderOf(call);
        var source = SourceCatalogue.Of(call, place, programs);
        if (source is ExternalSource external)
        {
            inputs.Add(external, place);
        }
        return source;
    }

    private DataSource? OfData()
    {
        var before = faults.Count;
        string[] others = ["problem", "trial", "quadrature", "precision", "formulation"];
        foreach (var key in others.Where(section.Has))
        {
            faults.Add(
                new InputException(
                    $"{key} has no meaning beside data; leave one of the two out",
                    section.LocationOf(key)
                )
            );
        }
        if (!section.Has("network"))
        {
            section.Missing(Key("network"));
        }
        if (section.Call("network") is not { } network || section.Call("data") is not { } data || faults.Count > before)
        {
            return null;
        }
        var source = new DataSource(
            network,
            data.Has(DataSets.Path) ? DataSets.At(inputs.Beside(data.Word(DataSets.Path)), data) : data
        )
        {
            WrittenData = data,
        };
        faults.AddRange(source.Refusals);
        return source;
    }

    private PdeSource? Pde()
    {
        var before = faults.Count;
        foreach (var key in Needed.Where(k => !section.Has(k)))
        {
            section.Missing(key == "formulation" ? StudyKeys.Top.First(k => k.Name == "formulations") : Key(key));
        }
        var problem = section.Call("problem");
        var network = section.Call("network");
        var trial = section.Call("trial");
        var quadrature = section.Call("quadrature");
        var precision = section.Call("precision");
        var formulation = section.Call("formulation");
        if (
            faults.Count > before
            || problem is null
            || network is null
            || trial is null
            || quadrature is null
            || precision is null
            || formulation is null
        )
        {
            return null;
        }
        if (
            section.Collect(() => Located(quadrature)) is not { } located
            || section.Collect(() => Measured(problem)) is not { } measured
        )
        {
            return null;
        }
        var source = new PdeSource(measured, network, trial, located, formulation)
        {
            WrittenProblem = problem,
            Precision = precision,
            WrittenQuadrature = quadrature,
        };
        faults.AddRange(source.Refusals);
        return source;
    }

    private static StudyKey Key(string name) => StudyKeys.Loss.First(k => k.Name == name);

    private ResolvedCall Located(ResolvedCall quadrature)
    {
        if (!Quadratures.ReadsFile(quadrature))
        {
            return quadrature;
        }
        return Quadratures.At(inputs.Locate(quadrature.Word("file"), quadrature.Location), quadrature);
    }

    private ResolvedCall Measured(ResolvedCall problem) =>
        Problems.DataOf(problem) is { } path
            ? Problems.At(inputs.Locate(inputs.NameOf(path), problem.Location), problem)
            : problem;
}
