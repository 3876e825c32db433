// What nbgrader's page does not say: which parts wait for a person, what is saved, and what became of a score.
(function () {
  function words(value) { return value === null || value === undefined ? "" : String(value); }

  // A part of the page in which somebody enters something: a score with extra credit, or a comment. It is shut until it
  // shows what was entered before.
  function tell(View, fields, buttons, place, differs) {
    var initialize = View.prototype.initialize;
    View.prototype.differs = differs;
    View.prototype.say = function (said) {
      var status = this.$el.find(place);
      if (status.text() !== said) { status.text(said); }
    };
    View.prototype.initialize = function () {
      initialize.call(this);
      this.$(fields).prop("readonly", false);
      this.$(buttons).prop("disabled", false);
      this.$el.on("input", fields, _.bind(function () {
        this.limit = "";
        this.say(this.differs() ? "not saved yet" : "");
      }, this));
      this.listenTo(this.model, "error", function () {
        this.saving = false;
        this.say("NOT saved");  // saving.js says why, and asks before the page is left
      });
    };
    View.prototype.animateSaving = function () {
      this.saving = true;
      this.say("saving");
    };
    View.prototype.animateSaved = function () {
      this.saving = false;
      this.say((this.limit || "") + "saved");
      $(document).trigger("finished_saving");
    };
  }
  tell(GradeUI, ".score, .extra-credit", ".scoring-buttons button, .boxes", ".score-said", function () {
    return this.$score.val() !== words(this.model.get("manual_score")) ||
      this.$extra_credit.val() !== words(this.model.get("extra_credit"));
  });
  tell(CommentUI, ".comment", ".say-again", ".comment-said", function () {
    return this.$comment.val() !== words(this.model.get("manual_comment"));
  });
  GradeUI.prototype.animateInvalidValue = function (field) {
    var most = this.model.get("max_score");
    this.limit = field.val() + (field.val() < 0 ? " is less than 0: 0 " : " is more than " + most + ": " + most + " ");
  };

  function views() { return (formgrader.grade_uis || []).concat(formgrader.comment_uis || []); }
  window.addEventListener("beforeunload", function (event) {
    if (_.some(views(), function (view) { return view.saving || view.differs(); })) {
      event.preventDefault();
    }
  });
  // Leaving a field saves it; a link that is clicked meanwhile waits for that.
  function go(address) {
    if (_.some(views(), "saving")) {
      $(document).one("finished_saving", function () { go(address); });
    } else {
      window.location = address;
    }
  }

  function jump(event) {
    event.preventDefault();
    var field = $(document.getElementById($(this).attr("href").slice(1)));
    formgrader.last_selected = field;
    formgrader.scrollToLastSelected();
    field[0].focus({preventScroll: true});
  }
  var opened = false;
  function listWaiting() {
    if (!formgrader.grades || !formgrader.grades.loaded) { return; }
    var grades = {};
    formgrader.grades.each(function (grade) { grades[grade.get("name")] = grade; });
    var waiting = $(".score").filter(function () { return grades[this.id] && grades[this.id].get("needs_manual_grade"); });
    $("#waiting-title").text(
      waiting.length ? "Waiting for you: " + waiting.length : "Nothing in this submission waits for a person"
    );
    $("#waiting").empty().append(waiting.get().map(function (field) {
      var given = grades[field.id].get("manual_score");
      var what = given === null ? $(field).data("what") : "the answer changed since it got " + given + " points: confirm or change";
      return $("<li>").append($("<a>").attr("href", "#" + field.id).text(field.id).on("click", jump), document.createTextNode(": " + what));
    }));
    if (!opened) {
      opened = true;
      waiting.closest(".nbgrader_cell").find("details.settled").prop("open", true);
      // Enter goes to the field that was last in use: at first, to the first one that waits.
      if (waiting.length && !MathJax.returning) { formgrader.last_selected = waiting.first(); }
    }
  }
  $(document).ajaxComplete(listWaiting);
  // Both fields are changed as if somebody had typed: what nbgrader's page does with that, it does here.
  function enter(field, value) {
    $(field).trigger("focus").val(value).trigger("input").trigger("change");
  }
  $(function () {
    $(".boxes").on("change", "input", function () {
      var ticked = $(this).closest(".boxes").find("input:checked");
      var sum = _.reduce(ticked.get(), function (sum, box) { return sum + Number(box.value); }, 0);
      enter(document.getElementById($(this).closest(".boxes").data("for")), String(Math.round(sum * 100) / 100));
      this.focus({preventScroll: true});
    });
    $(".send-answer").on("click", function () {
      var box = $(this).closest(".request");
      var field = box.find(".answer-request");
      var said = box.find(".answer-said").text("saving");
      $.ajax({
        url: base_url + "/api/answer_request", method: "POST", contentType: "application/json",
        data: JSON.stringify({submission: submission_id, part: field.data("part"), answer: field.val()})
      }).done(function () { said.text("saved"); }).fail(function () { said.text("NOT saved"); });
    });
    $(".say-again").on("click", function () {
      var field = document.getElementById($(this).data("for"));
      var said = $(this).attr("data-said");
      enter(field, field.value.trim() ? field.value.trimEnd() + "\n\n" + said : said);
    });
    $(".bar li a[href]").on("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      go(this.href);
    });
  });
})();
