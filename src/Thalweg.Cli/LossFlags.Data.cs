using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli;

internal sealed partial class LossFlags
{
    /// <summary>The data that the flags name.</summary>
    public DataFlags Data => data;

    private Subject ReadData(Invocation invocation, SavedWeights? saved)
    {
        invocation.Refuse(
            "with --data",
            [
                .. model.Named.Where(flag => flag != model.Network),
                formulation,
                quadrature,
                model.Precision,
                compatibility,
            ]
        );
        var source = new DataSource(WeightFlags.Part(invocation, model.Network, saved), data.Read(invocation));
        if (source.Refusals is { Count: > 0 } refusals)
        {
            throw new InputException([.. refusals]);
        }
        var description = new Outcome { { "network", source.Network.Canonical }, { "data", source.Data.Canonical } };
        if (invocation.IsGiven(weights.File))
        {
            description.Add("weights", invocation.Written(weights.File)[^1]);
        }
        return new Subject([source], null, description);
    }
}
