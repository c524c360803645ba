namespace Thalweg.Reports.Figures;

/// <summary>Names of the arrays of slices and surfaces, which spell losses by their slugs.</summary>
internal static class SliceArrays
{
    /// <summary><c>loss_SLUG</c>; a name that no array has where the record does not know the loss.</summary>
    public static string Loss(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective) =>
        "loss_" + Slug(objectives, slugs, objective);

    /// <summary><c>trajectory_loss_SLUG</c>.</summary>
    public static string Trajectory(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective) =>
        "trajectory_loss_" + Slug(objectives, slugs, objective);

    private static string Slug(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective)
    {
        for (var i = 0; i < Math.Min(objectives.Count, slugs.Count); i++)
        {
            if (objectives[i] == objective)
            {
                return slugs[i];
            }
        }
        return objective;
    }
}
