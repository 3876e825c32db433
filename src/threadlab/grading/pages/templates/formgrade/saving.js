// What could not be saved is said for as long as it is not saved. nbgrader's script only shows that it is saving.
(function () {
  var unsaved = [];  // the fields' models, in the order in which saving them failed
  var notice = $("<div/>", {id: "unsaved", role: "alert"}).hide();

  function what(model) {
    return (model instanceof Comment ? "the comment on " : "the points for ") + model.get("name");
  }

  function why(answer) {
    if (!answer.status) {
      return "The server does not answer. Leave this page open, start it again (threadlab lab), and then:";
    }
    if (answer.status === 401 || answer.status === 403) {
      return "You are logged out. Leave this page open, log in in another tab, and then:";
    }
    return "The server failed (" + answer.status + "); its terminal says why. Leave this page open, and then:";
  }

  function show(answer) {
    notice.empty().toggle(unsaved.length > 0);
    if (unsaved.length) {
      notice.append($("<strong/>").text("Not saved: " + unsaved.map(what).join(", ") + ". "));
      notice.append($("<span/>").text(why(answer) + " "));
      notice.append($("<button/>", {type: "button", "class": "btn btn-default btn-sm"}).text("Save again"));
    }
  }

  function watch(View, field) {
    var begin = View.prototype.initialize;
    View.prototype.initialize = function () {
      begin.apply(this, arguments);
      this.listenTo(this.model, "error", function (model, answer) {
        this.$glyph.removeClass("glyphicon-refresh").hide();
        this.$(field).attr("aria-invalid", "true");
        unsaved = _.union(unsaved, [model]);
        show(answer);
      });
      this.listenTo(this.model, "sync", function (model, _answer, options) {
        this.$(field).removeAttr("aria-invalid");
        unsaved = _.without(unsaved, model);
        show(options.xhr);
      });
    };
  }

  watch(GradeUI, ".score, .extra-credit");
  watch(CommentUI, ".comment");
  $(function () { $("body").append(notice); });
  notice.on("click", "button", function () { unsaved.slice().forEach(function (model) { model.save(); }); });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved.length) { event.preventDefault(); }
  });
})();
